# docker: CpuTimeout MemoryExceeded
# wasm: CpuTimeout MemoryExceeded
def double(x):
    return 9 ** 9 ** 9
