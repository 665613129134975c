# docker: Failed
# wasm: Failed
def double(x):
    import socket
    socket.getaddrinfo('example.org', 80)
    return 2 * x
