namespace Eval.Reporting.Views;

/// <summary>Something the reader must know before the numbers: a skipped benchmark, an incomplete run, the mini items.</summary>
/// <param name="Text">What is so.</param>
/// <param name="Fix">What can be done; null where nothing need be.</param>
internal sealed record NoticeView(string Text, string? Fix);
