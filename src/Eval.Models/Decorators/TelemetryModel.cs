using System.Diagnostics;
using System.Globalization;
using Eval.Core.Models;
using Eval.Models.Telemetry;

namespace Eval.Models.Decorators;

/// <summary>Reports each attempt as a gen_ai client span and to the gen_ai metrics. Prompts and answers are never part of it.</summary>
public sealed class TelemetryModel(IModel inner, TimeProvider time) : DelegatingModel(inner)
{
    public override Task<Completion> GenerateAsync(ModelRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return IsHeard ? ReportAsync(request, request.Metadata, () => Inner.GenerateAsync(request, cancellationToken)) : Inner.GenerateAsync(request, cancellationToken);
    }

    public override Task<Completion> ScoreAsync(ContinuationRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return IsHeard ? ReportAsync(request: null, request.Metadata, () => base.ScoreAsync(request, cancellationToken)) : base.ScoreAsync(request, cancellationToken);
    }

    private static bool IsHeard => EvalTelemetry.Source.HasListeners() || EvalTelemetry.Duration.Enabled || EvalTelemetry.Tokens.Enabled;

    private async Task<Completion> ReportAsync(ModelRequest? request, RequestMetadata about, Func<Task<Completion>> send)
    {
        var operation = request is { Prompt.IsChat: true } ? "chat" : "text_completion";
        using var activity = EvalTelemetry.Source.StartActivity($"{operation} {Info.ModelId}", ActivityKind.Client);
        activity?.SetTag("gen_ai.operation.name", operation).SetTag("gen_ai.provider.name", Info.Provider).SetTag("gen_ai.request.model", Info.ModelId)
            .SetTag("gen_ai.request.max_tokens", request?.MaxTokens).SetTag("gen_ai.request.temperature", request?.Temperature)
            .SetTag("gen_ai.request.top_p", request?.TopP).SetTag("gen_ai.request.seed", request?.Seed)
            .SetTag("eval.benchmark", about.Benchmark).SetTag("eval.protocol", about.Protocol).SetTag("eval.sample.id", about.SampleId).SetTag("eval.repeat", about.Repeat);
        var tags = new TagList
        {
            { "gen_ai.operation.name", operation },
            { "gen_ai.provider.name", Info.Provider },
            { "gen_ai.request.model", Info.ModelId },
        };
        var start = time.GetTimestamp();
        try
        {
            var completion = await send().ConfigureAwait(false);
            Describe(activity, completion, tags);
            return completion;
        }
        catch (Exception exception)
        {
            var type = ErrorType(exception);
            tags.Add("error.type", type);
            activity?.SetTag("error.type", type).SetStatus(ActivityStatusCode.Error, exception.Message);
            throw;
        }
        finally
        {
            EvalTelemetry.Duration.Record(time.GetElapsedTime(start).TotalSeconds, tags);
        }
    }

    private static void Describe(Activity? activity, Completion completion, TagList tags)
    {
        activity?.SetTag("gen_ai.response.model", completion.ServerModel)
            .SetTag("gen_ai.response.finish_reasons", new[] { completion.FinishReason.ToString().ToLowerInvariant() })
            .SetTag("gen_ai.usage.input_tokens", completion.Usage.Input).SetTag("gen_ai.usage.output_tokens", completion.Usage.Output);
        Count(completion.Usage.Input, "input", tags);
        Count(completion.Usage.Output, "output", tags);
    }

    private static void Count(int? tokens, string type, TagList tags)
    {
        if (tokens is { } count)
        {
            tags.Add("gen_ai.token.type", type);
            EvalTelemetry.Tokens.Record(count, tags);
        }
    }

    private static string ErrorType(Exception exception) => exception switch
    {
        ModelRequestException { StatusCode: { } status } => status.ToString(CultureInfo.InvariantCulture),
        ModelStoppedException { StatusCode: { } status } => status.ToString(CultureInfo.InvariantCulture),
        OperationCanceledException => "cancelled",
        _ => exception.GetType().Name,
    };
}
