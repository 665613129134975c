# docker: Failed
# wasm: Failed
def double(x):
    import os, time
    if os.fork() == 0:
        os.setsid()
        if os.fork():
            os._exit(0)
        while True:
            time.sleep(0.01)
    return None
