# docker: Failed Crashed CpuTimeout WallTimeout MemoryExceeded
# wasm: Failed
def double(x):
    import os, time
    for _ in range(8):
        if os.fork() == 0:
            hoard = [bytearray(os.urandom(1 << 20)) * 1 for _ in range(200)]
            time.sleep(100)
    time.sleep(3)
    return None
