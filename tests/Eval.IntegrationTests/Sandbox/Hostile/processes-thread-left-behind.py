# docker: Failed
# wasm: Failed
def double(x):
    import threading, time
    threading.Thread(target=time.sleep, args=(1000,)).start()
    return None
