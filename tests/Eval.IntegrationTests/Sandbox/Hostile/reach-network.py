# docker: Failed
# wasm: Failed
def double(x):
    import socket
    socket.create_connection(('192.0.2.1', 80), 2)
    return 2 * x
