# docker: Failed Crashed CpuTimeout WallTimeout MemoryExceeded
# wasm: Failed
def double(x):
    import os
    while True:
        os.fork()
