using Eval.Core.Models;
using Eval.Core.Models.Local;

namespace Eval.Models.LlamaServer;

/// <summary><c>gguf:FILE</c>: starts a llama-server for the file and ends it with the run.</summary>
public sealed class GgufProvider : IModelProvider
{
    public string Name => "gguf";

    public IReadOnlyList<string> Keys => LlamaServerOptions.Keys;

    public ModelCreation Create(ModelSpec spec, ModelContext context)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(context);
        var problems = new List<string>();
        var options = LlamaServerOptions.Read(spec, problems);
        var reuses = LlamaServerOptions.ReadReuse(spec, problems);
        if (!File.Exists(spec.Name))
        {
            problems.Add($"model '{spec.ReportName}': there is no file {spec.Name}");
        }

        var program = LlamaServerProgram.Find(context.Environment);
        if (program is null)
        {
            problems.Add($"model '{spec.ReportName}': llama-server was not found. {LlamaServerProgram.Fix}");
        }

        return problems.Count > 0
            ? ModelCreation.Refused(problems)
            : ModelCreation.Of(new LlamaServerModel(spec, new OwnLlamaHost(spec, program!, Path.GetFullPath(spec.Name), options, context, FileFingerprints.Default), context.Seed, reuses));
    }
}
