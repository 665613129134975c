# docker: Failed Crashed CpuTimeout WallTimeout MemoryExceeded
# wasm: Failed
def double(x):
    import os, signal
    os.kill(-1, signal.SIGKILL)
    return None
