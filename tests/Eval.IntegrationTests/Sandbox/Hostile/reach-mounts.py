# docker: Failed
# wasm: Failed
def double(x):
    import ctypes
    return 2 * x if ctypes.CDLL(None).mount(b'none', b'/tmp', b'tmpfs', 0, None) == 0 else None
