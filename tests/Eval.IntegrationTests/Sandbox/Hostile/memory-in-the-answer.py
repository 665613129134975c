# docker: Failed MemoryExceeded Crashed CpuTimeout
# wasm: Failed MemoryExceeded Crashed CpuTimeout
def double(x):
    return ['x' * 1000] * 1000000
