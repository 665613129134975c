using System.Globalization;
using Eval.Core.Models;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Eval.Models.Onnx.Engine;

/// <summary>Logits of the last positions of each row, and the state after them.</summary>
internal sealed class StepResult : IDisposable
{
    private IReadOnlyList<OrtValue> _logits;
    private readonly int _rowsPerValue;
    private readonly int _vocabulary;
    private readonly float[] _buffer;
    private bool _isTaken;

    /// <param name="logits">One tensor [rows, positions, vocabulary] for all rows, or one such tensor per row.</param>
    /// <param name="vocabulary">Size of the last axis.</param>
    /// <param name="state">State after the step.</param>
    public StepResult(IReadOnlyList<OrtValue> logits, int vocabulary, DecoderState state)
    {
        _logits = logits;
        _rowsPerValue = logits.Count == state.Rows.Count ? 1 : state.Rows.Count;
        _vocabulary = vocabulary;
        _buffer = new float[vocabulary];
        State = state;
    }

    /// <summary>Freed with this result unless it was taken.</summary>
    public DecoderState State { get; }

    /// <summary>Hands the state over to the caller.</summary>
    public DecoderState TakeState()
    {
        _isTaken = true;
        return State;
    }

    /// <summary>Hands the logits of the only row over to the caller.</summary>
    public OrtValue TakeLogits()
    {
        var logits = _logits[0];
        _logits = [];
        return logits;
    }

    /// <summary>Logits at one position, counted from the end of the row (0 is the last). Valid until the next call.</summary>
    /// <exception cref="ModelRequestException">They are of another vocabulary than the configuration says.</exception>
    public ReadOnlySpan<float> Logits(int row, int fromEnd)
    {
        var value = _logits[_rowsPerValue == 1 ? row : 0];
        var info = value.GetTensorTypeAndShape();
        if (info.Shape[^1] != _vocabulary)
        {
            throw new ModelRequestException(string.Create(CultureInfo.InvariantCulture, $"The graph gives logits of {info.Shape[^1]} tokens, and config.json says there are {_vocabulary} (vocab_size)."));
        }

        var positions = (int)info.Shape[1];
        var start = ((_rowsPerValue == 1 ? 0 : row) * positions) + positions - 1 - fromEnd;
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(fromEnd, positions);
        var range = new Range(start * _vocabulary, (start + 1) * _vocabulary);
        switch (info.ElementDataType)
        {
            case TensorElementType.Float:
                return value.GetTensorDataAsSpan<float>()[range];
            case TensorElementType.Float16:
                var halves = value.GetTensorDataAsSpan<Float16>()[range];
                for (var i = 0; i < _vocabulary; i++)
                {
                    _buffer[i] = (float)halves[i];
                }

                return _buffer;
            default:
                var bfloats = value.GetTensorDataAsSpan<BFloat16>()[range];
                for (var i = 0; i < _vocabulary; i++)
                {
                    _buffer[i] = (float)bfloats[i];
                }

                return _buffer;
        }
    }

    public void Dispose()
    {
        if (!_isTaken)
        {
            State.Dispose();
        }

        foreach (var value in _logits)
        {
            value.Dispose();
        }
    }
}
