# docker: WallTimeout
# wasm: WallTimeout CpuTimeout Failed
def double(x):
    import threading
    lock = threading.Lock()
    lock.acquire()
    lock.acquire()
