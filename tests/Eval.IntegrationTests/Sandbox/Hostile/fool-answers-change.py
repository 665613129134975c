# docker: Failed
# wasm: Failed
class Changing:
    answers = iter(range(1000))
    def __int__(self):
        return next(self.answers)
    __index__ = __len__ = __hash__ = __int__
def double(x):
    return Changing()
