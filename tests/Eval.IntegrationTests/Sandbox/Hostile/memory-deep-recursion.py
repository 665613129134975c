# docker: Failed Crashed CpuTimeout WallTimeout MemoryExceeded
# wasm: Failed Crashed CpuTimeout WallTimeout MemoryExceeded
def double(x):
    import sys
    sys.setrecursionlimit(1 << 30)
    def down(n):
        return down(n + 1)
    return down(0)
