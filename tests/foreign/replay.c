// SPDX-License-Identifier: GPL-2.0-only
/* replay FILE...: a fuzzer's kept inputs, where there is no libFuzzer. A fault ends it, with its input's name on standard error. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#define INPUT_MAX	(1 << 20)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
/* of those fuzzers that prepare something */
__attribute__((weak)) int LLVMFuzzerInitialize(int *argc, char ***argv);

/* As large as the input, so that valgrind or a guard page sees who reads beyond it. 0, or 1 after a complaint. */
static int replay(const char *path)
{
	static uint8_t whole[INPUT_MAX];
	FILE *file = fopen(path, "rb");
	uint8_t *data;
	size_t size;

	if (!file) {
		perror(path);
		return 1;
	}
	size = fread(whole, 1, sizeof(whole), file);
	fclose(file);
	data = malloc(size ? size : 1);
	if (!data)
		abort();
	for (size_t i = 0; i < size; i++)
		data[i] = whole[i];
	fprintf(stderr, "input %s\n", path);
	LLVMFuzzerTestOneInput(data, size);
	free(data);
	return 0;
}

int main(int argc, char **argv)
{
	int failed = 0;

	if (LLVMFuzzerInitialize)
		LLVMFuzzerInitialize(&argc, &argv);
	for (int i = 1; i < argc; i++)
		failed |= replay(argv[i]);
	if (!failed)
		printf("%d inputs\n", argc - 1);
	return failed;
}
