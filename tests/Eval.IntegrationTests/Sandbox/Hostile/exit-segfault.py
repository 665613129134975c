# docker: Crashed
# wasm: Failed
def double(x):
    import ctypes
    ctypes.string_at(0)
