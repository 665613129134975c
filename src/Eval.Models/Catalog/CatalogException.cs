namespace Eval.Models.Catalog;

/// <summary>A catalogue file is broken; carries every problem found, each as <c>file:line:column: what</c>.</summary>
public sealed class CatalogException(IReadOnlyList<string> problems) : Exception(string.Join(Environment.NewLine, problems))
{
    public IReadOnlyList<string> Problems { get; } = problems;
}
