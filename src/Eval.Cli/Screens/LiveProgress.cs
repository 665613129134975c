using System.Globalization;
using System.Text;
using Eval.Core.Results;
using Eval.Core.Running;
using Eval.Reporting.Strings;
using Spectre.Console;

namespace Eval.Cli.Screens;

/// <summary>Shows a run as it happens: on a terminal one line per task, redrawn in place; elsewhere a line per running task every few seconds.</summary>
/// <remarks>Give it the console of stderr. Observing never blocks on the terminal: lines are drawn by a timer.</remarks>
public sealed class LiveProgress : IRunObserver, IAsyncDisposable
{
    private static readonly TimeSpan LivePeriod = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan PlainPeriod = TimeSpan.FromSeconds(5);

    private readonly IAnsiConsole _console;
    private readonly ProgressLine _line;
    private readonly ReportStrings _strings;
    private readonly TimeProvider _time;
    private readonly bool _isLive;
    private readonly ITimer _timer;
    private readonly Lock _drawing = new();
    private readonly Lock _state = new();
    private readonly List<(PlannedTask Task, TaskProgress Progress)> _tasks = [];
    private int _drawnLines;
    private bool _isDisposed;

    public LiveProgress(IAnsiConsole console, ReportStrings strings, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(console);
        ArgumentNullException.ThrowIfNull(time);
        _console = console;
        _strings = strings;
        _line = new ProgressLine(strings);
        _time = time;
        _isLive = console.Profile is { Out.IsTerminal: true, Capabilities: { Ansi: true, Interactive: true } };
        var period = _isLive ? LivePeriod : PlainPeriod;
        _timer = time.CreateTimer(_ => Draw(), null, period, period);
    }

    public void TaskStarted(PlannedTask task, int alreadyDone)
    {
        lock (_state)
        {
            _tasks.Add((task, new TaskProgress(task, alreadyDone, _time)));
        }
    }

    public void SampleFinished(PlannedTask task, SampleRecord record) => Find(task)?.Add(record);

    public void TaskFinished(PlannedTask task, string? stopped)
    {
        if (Find(task) is not { } progress)
        {
            return;
        }

        progress.Finish(stopped);
        if (!_isLive)
        {
            lock (_drawing)
            {
                _console.PutLine(_line.Plain(progress.Take()));
            }
        }
    }

    /// <summary>Draws the last state and leaves it on the screen.</summary>
    public async ValueTask DisposeAsync()
    {
        await _timer.DisposeAsync();
        lock (_drawing)
        {
            if (_isLive && !_isDisposed)
            {
                DrawLive();
            }

            _isDisposed = true;
        }
    }

    private TaskProgress? Find(PlannedTask task)
    {
        lock (_state)
        {
            return _tasks.Find(entry => ReferenceEquals(entry.Task, task)).Progress;
        }
    }

    private void Draw()
    {
        // A slow terminal must not pile up ticks.
        if (!_drawing.TryEnter())
        {
            return;
        }

        try
        {
            if (_isDisposed)
            {
                return;
            }

            if (_isLive)
            {
                DrawLive();
                return;
            }

            foreach (var snapshot in Snapshots().Where(snapshot => !snapshot.IsFinished))
            {
                _console.PutLine(_line.Plain(snapshot));
            }
        }
        finally
        {
            _drawing.Exit();
        }
    }

    private void DrawLive()
    {
        var width = _console.Profile.Width - 1;
        var lines = Visible(Snapshots()).Select(snapshot => _line.Live(snapshot, width)).ToList();
        var hidden = Snapshots().Count - lines.Count;
        if (hidden > 0)
        {
            lines.Add(_strings.Format("progress_more", ("tasks", hidden)));
        }

        // One write between the marks of a synchronised update: terminals that know them show no half-drawn state.
        var frame = new StringBuilder("\u001B[?2026h");
        if (_drawnLines > 0)
        {
            frame.Append(CultureInfo.InvariantCulture, $"\u001B[{_drawnLines}A");
        }

        foreach (var line in lines)
        {
            frame.Append('\r').Append(CellWidth.Start(line, width)).Append("\u001B[K\n");
        }

        frame.Append("\u001B[J\u001B[?2026l");
        _drawnLines = lines.Count;
        _console.Write(new ControlCode(frame.ToString()));
    }

    /// <summary>All tasks where they fit on the screen, else those that are running, first come first.</summary>
    private IEnumerable<ProgressSnapshot> Visible(List<ProgressSnapshot> snapshots)
    {
        var room = Math.Max(3, _console.Profile.Height - 2);
        return snapshots.Count <= room
            ? snapshots
            : snapshots.OrderBy(snapshot => snapshot.IsFinished).Take(room - 1);
    }

    private List<ProgressSnapshot> Snapshots()
    {
        lock (_state)
        {
            return [.. _tasks.Select(entry => entry.Progress.Take())];
        }
    }
}
