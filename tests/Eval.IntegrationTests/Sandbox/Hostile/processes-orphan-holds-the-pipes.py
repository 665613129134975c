# docker: Crashed
# wasm: Failed
def double(x):
    import os, time
    if os.fork():
        os._exit(0)
    while True:
        time.sleep(1)
