using YamlDotNet.Serialization;

namespace Eval.Reporting.Published;

/// <summary><c>published-scores.yaml</c> as it stands; a key that is not here is an error.</summary>
internal sealed class PublishedScoresFile
{
    [YamlMember(Alias = "sources")]
    public Dictionary<string, SourceEntry> Sources { get; set; } = [];

    [YamlMember(Alias = "scores")]
    public List<ScoreEntry> Scores { get; set; } = [];

    public sealed class SourceEntry
    {
        [YamlMember(Alias = "document")]
        public string? Document { get; set; }

        [YamlMember(Alias = "url")]
        public string? Url { get; set; }
    }

    public sealed class ScoreEntry
    {
        [YamlMember(Alias = "model")]
        public string? Model { get; set; }

        [YamlMember(Alias = "checkpoint")]
        public string? Checkpoint { get; set; }

        [YamlMember(Alias = "benchmark")]
        public string? Benchmark { get; set; }

        [YamlMember(Alias = "protocol")]
        public string? Protocol { get; set; }

        [YamlMember(Alias = "setting")]
        public string? Setting { get; set; }

        [YamlMember(Alias = "split")]
        public string? Split { get; set; }

        [YamlMember(Alias = "shots")]
        public int? Shots { get; set; }

        [YamlMember(Alias = "value")]
        public double? Value { get; set; }

        [YamlMember(Alias = "groups")]
        public Dictionary<string, double> Groups { get; set; } = [];

        [YamlMember(Alias = "source")]
        public string? Source { get; set; }

        [YamlMember(Alias = "where")]
        public string? Where { get; set; }

        [YamlMember(Alias = "note")]
        public string? Note { get; set; }
    }
}
