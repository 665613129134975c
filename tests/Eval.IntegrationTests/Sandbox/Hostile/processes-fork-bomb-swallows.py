# docker: Failed Crashed CpuTimeout WallTimeout MemoryExceeded
# wasm: Failed CpuTimeout
def double(x):
    import os
    while True:
        try:
            os.fork()
        except OSError:
            pass
