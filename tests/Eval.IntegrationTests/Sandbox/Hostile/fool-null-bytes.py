# docker: Failed
# wasm: Failed
def double(x):
    return '\0' * 10

exit = quit = None
