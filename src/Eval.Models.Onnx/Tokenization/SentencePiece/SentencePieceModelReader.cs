using System.Globalization;
using Google.Protobuf;

namespace Eval.Models.Onnx.Tokenization.SentencePiece;

/// <summary>Reads the protobuf of a <c>tokenizer.model</c>; field numbers are those of https://github.com/google/sentencepiece/blob/master/src/sentencepiece_model.proto.</summary>
internal sealed class SentencePieceModelReader
{
    private const int Unigram = 1;
    private const int BytePair = 2;

    private readonly List<(string Text, float Score, PieceKind Kind)> _pieces = [];
    private int _type = Unigram;
    private bool _byteFallback;
    private bool _spaceIsSuffix;
    private int _start = 1;
    private int _end = 2;
    private byte[] _characterMap = [];
    private bool _addsDummyPrefix = true;
    private bool _removesExtraSpaces = true;
    private bool _escapesSpaces = true;

    /// <exception cref="InvalidProtocolBufferException">The bytes are no protobuf message.</exception>
    /// <exception cref="InvalidDataException">They are, but no model that can be followed here.</exception>
    public SentencePieceModel Read(byte[] file)
    {
        ReadFields(file, (field, input) =>
        {
            switch (field)
            {
                case 1:
                    ReadPiece(input.ReadBytes().ToByteArray());
                    return true;
                case 2:
                    ReadFields(input.ReadBytes().ToByteArray(), ReadTraining);
                    return true;
                case 3:
                    ReadFields(input.ReadBytes().ToByteArray(), ReadNormalization);
                    return true;
                default:
                    return false;
            }
        });
        if (_type is not (Unigram or BytePair))
        {
            throw new InvalidDataException("it splits text by words or characters; only BPE and Unigram are known here");
        }

        if (!_pieces.Exists(piece => piece.Kind == PieceKind.Unknown))
        {
            throw new InvalidDataException("it has no piece for what is unknown");
        }

        if (_start >= _pieces.Count)
        {
            throw new InvalidDataException($"its begin-of-text token {_start.ToString(CultureInfo.InvariantCulture)} is none of its {_pieces.Count.ToString(CultureInfo.InvariantCulture)} pieces");
        }

        VocabularyLimits.CheckPieces(_pieces.Select(piece => piece.Text));
        return new SentencePieceModel
        {
            Pieces = _pieces,
            IsUnigram = _type == Unigram,
            ByteFallback = _byteFallback,
            SpaceIsSuffix = _spaceIsSuffix,
            StartId = _start,
            EndId = _end,
            CharacterMap = _characterMap,
            AddsDummyPrefix = _addsDummyPrefix,
            RemovesExtraSpaces = _removesExtraSpaces,
            EscapesSpaces = _escapesSpaces,
        };
    }

    private void ReadPiece(byte[] message)
    {
        var (text, score, kind) = ("", 0f, PieceKind.Normal);
        ReadFields(message, (field, input) =>
        {
            switch (field)
            {
                case 1:
                    text = input.ReadString();
                    return true;
                case 2:
                    score = input.ReadFloat();
                    return true;
                case 3:
                    kind = (PieceKind)input.ReadEnum();
                    return true;
                default:
                    return false;
            }
        });
        _pieces.Add((text, score, kind));
    }

    private bool ReadTraining(int field, CodedInputStream input)
    {
        switch (field)
        {
            case 3:
                _type = input.ReadEnum();
                return true;
            case 24:
                _spaceIsSuffix = input.ReadBool();
                return true;
            case 35:
                _byteFallback = input.ReadBool();
                return true;
            case 41:
                _start = input.ReadInt32();
                return true;
            case 42:
                _end = input.ReadInt32();
                return true;
            default:
                return false;
        }
    }

    private bool ReadNormalization(int field, CodedInputStream input)
    {
        switch (field)
        {
            case 2:
                _characterMap = input.ReadBytes().ToByteArray();
                return true;
            case 3:
                _addsDummyPrefix = input.ReadBool();
                return true;
            case 4:
                _removesExtraSpaces = input.ReadBool();
                return true;
            case 5:
                _escapesSpaces = input.ReadBool();
                return true;
            default:
                return false;
        }
    }

    private static void ReadFields(byte[] message, Func<int, CodedInputStream, bool> read)
    {
        using var input = new CodedInputStream(message);
        while (input.ReadTag() is var tag and not 0)
        {
            if (!read(WireFormat.GetTagFieldNumber(tag), input))
            {
                input.SkipLastField();
            }
        }
    }
}
