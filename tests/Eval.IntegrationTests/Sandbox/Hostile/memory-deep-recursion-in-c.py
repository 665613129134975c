# docker: Failed Crashed CpuTimeout WallTimeout MemoryExceeded
# wasm: Failed Crashed CpuTimeout WallTimeout MemoryExceeded
def double(x):
    import sys
    sys.setrecursionlimit(1 << 30)
    nested = []
    for _ in range(1000000):
        nested = [nested]
    return repr(nested)
