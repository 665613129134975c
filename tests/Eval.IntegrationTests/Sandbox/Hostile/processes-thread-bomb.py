# docker: Failed Crashed CpuTimeout WallTimeout MemoryExceeded
# wasm: Failed Crashed CpuTimeout WallTimeout MemoryExceeded
def double(x):
    import threading
    def burn():
        while True:
            pass
    while True:
        threading.Thread(target=burn).start()
