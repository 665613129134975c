namespace Eval.Hosting.Datasets.Manifests;

/// <summary>How an upstream file becomes the exemplar file that protocols read.</summary>
public enum ExemplarConversion
{
    /// <summary><c>verbatim</c>: the bytes as they are.</summary>
    Verbatim,

    /// <summary><c>lm-eval-cot-yaml</c>: <c>fewshot_config.samples</c> of an lm-evaluation-harness task as JSON Lines with question and target.</summary>
    LmEvalCotYaml,

    /// <summary><c>opencompass-config</c>: the HUMAN and BOT turns of an OpenCompass configuration as JSON Lines with role and content.</summary>
    OpenCompassConfig,
}
