namespace Eval.Reporting.Leaderboards;

internal static class ListExtensions
{
    /// <summary>Index of the first equal item, -1 when there is none.</summary>
    public static int IndexOf(this IReadOnlyList<string> items, string item)
    {
        for (var index = 0; index < items.Count; index++)
        {
            if (items[index] == item)
            {
                return index;
            }
        }

        return -1;
    }
}
