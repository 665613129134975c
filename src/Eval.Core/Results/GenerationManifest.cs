namespace Eval.Core.Results;

/// <summary>The generation settings in force: the protocol's, with what the user set above them. Null leaves a setting to the model.</summary>
public sealed record GenerationManifest(int MaxTokens, double? Temperature, double? TopP, long? Seed);
