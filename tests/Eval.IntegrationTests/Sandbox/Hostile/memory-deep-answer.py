# docker: Failed Crashed CpuTimeout WallTimeout MemoryExceeded
# wasm: Failed Crashed CpuTimeout WallTimeout MemoryExceeded
def double(x):
    nested = []
    for _ in range(100000):
        nested = [nested]
    return nested
