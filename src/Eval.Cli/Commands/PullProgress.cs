using System.Globalization;
using Eval.Hosting.Datasets.Downloads;

namespace Eval.Cli.Commands;

/// <summary>Shows a download on stderr: one line that is rewritten on a terminal, else a line every few seconds.</summary>
internal sealed class PullProgress(CommandContext context) : IPullObserver
{
    private const int BarWidth = 24;
    private static readonly TimeSpan OnTerminal = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan InLog = TimeSpan.FromSeconds(5);

    private readonly bool _isTerminal = context.Error.Profile.Capabilities is { Interactive: true, Ansi: true };
    private Uri? _url;
    private long _startedAt;
    private long _startedWith;
    private long _shownAt;
    private bool _isLineOpen;

    public void Progressed(Uri url, long received, long? length)
    {
        if (context.IsQuiet)
        {
            return;
        }

        var now = context.Time.GetTimestamp();
        if (url != _url)
        {
            (_url, _startedAt, _startedWith, _shownAt) = (url, now, received, now);
            if (!_isTerminal && received != length)
            {
                return;
            }
        }
        else if (received != length && context.Time.GetElapsedTime(_shownAt, now) < (_isTerminal ? OnTerminal : InLog))
        {
            return;
        }

        _shownAt = now;
        var seconds = context.Time.GetElapsedTime(_startedAt, now).TotalSeconds;
        var rate = seconds > 0.5 ? string.Create(CultureInfo.InvariantCulture, $", {(received - _startedWith) / seconds / 1e6:0.0} MB/s") : "";
        var line = length is > 0 and { } whole
            ? string.Create(CultureInfo.InvariantCulture, $"{url.Segments[^1]} {Bar(received / (double)whole)} {Size(received)} of {Size(whole)}{rate}")
            : string.Create(CultureInfo.InvariantCulture, $"{url.Segments[^1]} {Size(received)}{rate}");
        if (_isTerminal)
        {
            context.Error.Profile.Out.Writer.Write("\r\u001b[2K" + line);
            _isLineOpen = true;
        }
        else
        {
            context.Notice(line);
        }
    }

    public void Noticed(string message)
    {
        End();
        context.Notice(message);
    }

    /// <summary>Leaves the line that is being rewritten.</summary>
    public void End()
    {
        if (_isLineOpen)
        {
            context.Error.Profile.Out.Writer.WriteLine();
            _isLineOpen = false;
        }
    }

    private static string Size(long bytes) => bytes < 1_000_000
        ? string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e3:0.0} kB")
        : string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:0.0} MB");

    private static string Bar(double share)
    {
        var filled = (int)(Math.Clamp(share, 0, 1) * BarWidth);
        return $"[{new string('#', filled)}{new string('.', BarWidth - filled)}] {(int)(share * 100),3} %";
    }
}
