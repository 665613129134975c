namespace Eval.Hosting.Datasets.Verifying;

/// <summary>What a look at the files of a split, or of an exemplar file, found.</summary>
public enum SplitState
{
    /// <summary>Everything is there and its content is a known one.</summary>
    Verified,

    /// <summary>There is no file of it.</summary>
    Absent,

    /// <summary>Readable, but rows or subjects are missing or too many.</summary>
    WrongCount,

    /// <summary>Readable and complete, but its content is none of the known ones.</summary>
    UnknownContent,

    /// <summary>Not readable.</summary>
    Broken,
}
