using Spectre.Console;
using Spectre.Console.Rendering;

namespace Eval.Cli.Screens;

/// <summary>Text that is written as it stands: never wrapped, never read as markup. What is copied from the screen is what was there.</summary>
internal sealed class Unwrapped(string text, Style? style = null) : IRenderable
{
    public Measurement Measure(RenderOptions options, int maxWidth)
    {
        var width = Math.Min(maxWidth, text.Split('\n').Max(CellWidth.Of));
        return new Measurement(width, width);
    }

    public IEnumerable<Segment> Render(RenderOptions options, int maxWidth)
    {
        var lines = text.Split('\n');
        for (var index = 0; index < lines.Length; index++)
        {
            if (index > 0)
            {
                yield return Segment.LineBreak;
            }

            yield return new Segment(lines[index], style ?? Style.Plain);
        }
    }
}
