using System.Buffers;
using System.Text;

namespace Eval.Models.Onnx.Tokenization.SentencePiece;

/// <summary>SentencePiece's normalisation: replacements, white space, the visible mark for a space. User-defined pieces stay as they are.</summary>
internal sealed class SentencePieceNormalizer
{
    private static readonly byte[] Mark = Encoding.UTF8.GetBytes("\u2581");
    private static readonly byte[] Broken = Encoding.UTF8.GetBytes("\uFFFD");

    private readonly SentencePieceModel _model;
    private readonly CharacterMap? _map;
    private readonly Dictionary<byte, byte[][]> _userDefined;

    public SentencePieceNormalizer(SentencePieceModel model)
    {
        _model = model;
        _map = model.CharacterMap.Length > 0 ? new CharacterMap(model.CharacterMap) : null;
        _userDefined = model.Pieces.Where(piece => piece.Kind == PieceKind.UserDefined && piece.Text.Length > 0)
            .Select(piece => Encoding.UTF8.GetBytes(piece.Text))
            .GroupBy(piece => piece[0])
            .ToDictionary(group => group.Key, group => group.OrderByDescending(piece => piece.Length).ToArray());
    }

    public string Normalize(string text)
    {
        var input = Encoding.UTF8.GetBytes(text).AsSpan();
        if (_model.RemovesExtraSpaces)
        {
            while (input.Length > 0 && Next(input) is var (length, first) && first.Span is [(byte)' '])
            {
                input = input[length..];
            }
        }

        if (input.Length == 0)
        {
            return "";
        }

        var output = new ArrayBufferWriter<byte>(input.Length + (input.Length / 2) + Mark.Length);
        var space = _model.EscapesSpaces ? Mark : " "u8;
        if (_model.AddsDummyPrefix && !_model.SpaceIsSuffix)
        {
            output.Write(space);
        }

        var followsSpace = _model.RemovesExtraSpaces;
        while (input.Length > 0)
        {
            var (length, next) = Next(input);
            input = input[length..];
            var piece = followsSpace ? next.Span.TrimStart((byte)' ') : next.Span;
            foreach (var value in piece)
            {
                output.Write(value == ' ' ? space : [value]);
            }

            followsSpace = _model.RemovesExtraSpaces && (piece.Length > 0 ? piece[^1] == ' ' : followsSpace);
        }

        var result = output.WrittenSpan;
        while (_model.RemovesExtraSpaces && result.EndsWith(space))
        {
            result = result[..^space.Length];
        }

        return Encoding.UTF8.GetString(result) + (_model.AddsDummyPrefix && _model.SpaceIsSuffix ? Encoding.UTF8.GetString(space) : "");
    }

    // What the beginning of the text becomes, and how many bytes of it that takes.
    private (int Length, ReadOnlyMemory<byte> Text) Next(ReadOnlySpan<byte> text)
    {
        if (_userDefined.TryGetValue(text[0], out var pieces))
        {
            foreach (var piece in pieces)
            {
                if (text.StartsWith(piece))
                {
                    return (piece.Length, piece);
                }
            }
        }

        if (_map is not null && _map.Longest(text) is { Length: > 0 } found)
        {
            return found;
        }

        return Rune.DecodeFromUtf8(text, out _, out var length) == OperationStatus.Done ? (length, text[..length].ToArray()) : (1, Broken);
    }
}
