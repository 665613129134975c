# docker: WallTimeout
# wasm: WallTimeout
def double(x):
    import time
    time.sleep(1000)
    return 2 * x
