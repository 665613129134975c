using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using System.Threading.Channels;
using Eval.Core.Models;
using Eval.Core.Results;
using Eval.Core.Scoring;
using Microsoft.Extensions.Logging;

namespace Eval.Core.Running;

/// <summary>All tasks of one model: askers keep its request slots busy; answers that need a sandbox go through a bounded queue to scorers behind them.</summary>
internal sealed class ModelRun
{
    private readonly IModel _model;
    private readonly IReadOnlyList<TaskRun> _tasks;
    private readonly IReadOnlyList<TaskRun> _allTasks;
    private readonly RunControl _control;
    private readonly ILogger _logger;
    private readonly int _askers;
    private readonly int _scorers;
    private readonly Channel<Answer> _answers;
    private volatile string? _stopped;

    /// <param name="tasks">The model's tasks.</param>
    /// <param name="allTasks">Every task of the run: a sandbox that stops answering stops its benchmark for all models.</param>
    /// <param name="plan">Limits.</param>
    /// <param name="control">Shared by all models.</param>
    /// <param name="logger">Hears of stops and failed samples.</param>
    public ModelRun(IReadOnlyList<TaskRun> tasks, IReadOnlyList<TaskRun> allTasks, RunPlan plan, RunControl control, ILogger logger)
    {
        _model = tasks[0].Plan.Model;
        _tasks = tasks;
        _allTasks = allTasks;
        _control = control;
        _logger = logger;
        _askers = Math.Max(1, _model.Info.MaxConcurrency ?? plan.DefaultConcurrency);
        _scorers = Math.Max(Environment.ProcessorCount, plan.Manifest.Sandbox?.Parallelism ?? 1);
        _answers = Channel.CreateBounded<Answer>(Math.Max(_askers, _scorers));
    }

    /// <summary>Asks and scores until nothing is left or nothing more may be asked. Failures go to the control.</summary>
    public async Task RunAsync()
    {
        using var feed = new JobFeed(_tasks);
        var scoring = Task.WhenAll(Enumerable.Range(0, _scorers).Select(_ => Task.Run(ScoreAllAsync, CancellationToken.None)));
        await Task.WhenAll(Enumerable.Range(0, _askers).Select(_ => Task.Run(() => AskAllAsync(feed), CancellationToken.None)));
        (_model as IAnswerKeeper)?.AskingEnded();
        _answers.Writer.Complete();
        await scoring;
    }

    /// <summary>Why a task of this model ended early, if it did.</summary>
    public string? WhyStopped(TaskRun task) => task.Stopped ?? _stopped;

    private async Task AskAllAsync(JobFeed feed)
    {
        try
        {
            while (_control.MayAsk && _stopped is null && feed.TryNext(out var job))
            {
                await AskAsync(job);
            }
        }
        catch (OperationCanceledException) when (_control.Asking.IsCancellationRequested)
        {
            // The request in flight is dropped: it leaves no record and is made again on resume.
        }
        catch (Exception exception)
        {
            _control.Fail(exception);
        }
    }

    // Ends for every sample: its state is used again.
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask AskAsync(Job job)
    {
        var prompt = job.Task.Plan.Protocol.Render(job.Sample);
        var sha256 = prompt.ComputeSha256();
        try
        {
            var completion = await Asker.AskAsync(job, prompt, _control.Asking);
            var answer = new Answer(job, sha256, completion);
            if (job.Task.Plan.NeedsSandbox)
            {
                await _answers.Writer.WriteAsync(answer, _control.Scoring);
            }
            else
            {
                await JudgeAsync(answer);
            }
        }
        catch (ModelRequestException exception)
        {
            await FailAsync(job, sha256, exception.Message, exception.Attempts);
        }
        catch (OperationCanceledException exception) when (!_control.Asking.IsCancellationRequested)
        {
            await FailAsync(job, sha256, $"The request was given up: {exception.Message}", attempts: 1);
        }
        catch (ModelStoppedException exception)
        {
            StopModel(exception);
        }
        catch (BudgetReachedException exception)
        {
            _control.ReachBudget(exception.Message);
        }
    }

    private async Task ScoreAllAsync()
    {
        await foreach (var answer in _answers.Reader.ReadAllAsync(CancellationToken.None))
        {
            await JudgeAsync(answer);
        }
    }

    private async ValueTask JudgeAsync(Answer answer)
    {
        if (_control.Scoring.IsCancellationRequested || answer.Job.Task.Stopped is not null)
        {
            return;
        }

        try
        {
            await answer.Job.Task.RecordAsync(answer.Job, RecordFactory.Scored(answer, await ScoreAsync(answer)));
        }
        catch (SandboxUnavailableException exception)
        {
            StopBenchmark(answer.Job.Task.Plan.Manifest.Benchmark, exception);
        }
        catch (OperationCanceledException) when (_control.Scoring.IsCancellationRequested)
        {
            // Dropped, like a request in flight.
        }
        catch (Exception exception)
        {
            _control.Fail(exception);
        }
    }

    private async ValueTask<Score> ScoreAsync(Answer answer)
    {
        var completion = answer.Completion;
        if (completion.Choices.Count == 0)
        {
            if (completion.Text is null)
            {
                return Score.Failed(completion.Refusal is { Length: > 0 } refusal
                    ? $"The model declined: {refusal}"
                    : $"The model returned no text (finish reason {completion.FinishReason}).");
            }

            if (completion is { FinishReason: FinishReason.Length, Reasoning: not null } && string.IsNullOrWhiteSpace(completion.Text))
            {
                return Score.Unread(SampleStatus.Truncated, "unfinished-thought");
            }
        }

        try
        {
            return await answer.Job.Task.Plan.Protocol.Scorer.ScoreAsync(answer.Job.Sample, completion, _control.Scoring);
        }
        catch (RegexMatchTimeoutException)
        {
            return Score.Failed("Reading the answer took too long: a pattern ran into its time limit.");
        }
    }

    private ValueTask FailAsync(Job job, string sha256, string error, int attempts)
    {
        Log.SampleFailed(_logger, _model.Info.Name, job.Sample.Id, error);
        return job.Task.RecordAsync(job, RecordFactory.Failed(job, sha256, error, attempts));
    }

    private void StopModel(ModelStoppedException exception)
    {
        _stopped ??= exception.Message;
        var stop = new RunStopReason
        {
            Kind = RunStatus.ModelStopped,
            Model = _model.Info.Name,
            Message = exception.Message,
            Fix = exception.Fix,
        };
        if (_control.Add(stop))
        {
            Log.ModelStopped(_logger, _model.Info.Name, exception.Message);
        }
    }

    private void StopBenchmark(string benchmark, SandboxUnavailableException exception)
    {
        foreach (var task in _allTasks.Where(task => task.Plan.Manifest.Benchmark == benchmark))
        {
            task.Stop(exception.Message);
        }

        var stop = new RunStopReason
        {
            Kind = RunStatus.SandboxStopped,
            Benchmark = benchmark,
            Message = exception.Message,
            Fix = exception.Fix,
        };
        if (_control.Add(stop))
        {
            Log.SandboxStopped(_logger, benchmark, exception.Message);
        }
    }
}
