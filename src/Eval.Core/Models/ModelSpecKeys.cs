using System.Globalization;
using System.Text.Json;
using Eval.Core.Running;

namespace Eval.Core.Models;

/// <summary>Collects and checks the keys of one spec.</summary>
internal sealed class ModelSpecKeys(string label, List<string> problems)
{
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _extra = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _options = new(StringComparer.Ordinal);

    private Uri? _baseUrl;
    private int? _maxConcurrency;
    private int? _requestsPerMinute;
    private int? _tokensPerMinute;
    private TimeSpan? _timeout;
    private GenerationOverrides _overrides = new();

    public void Read(string key, string value)
    {
        if (!_values.TryAdd(key, value))
        {
            problems.Add($"model '{label}': {key} is given twice");
            return;
        }

        switch (key)
        {
            case "base_url":
                _baseUrl = ReadUrl(key, value);
                break;
            case "max_concurrency":
                _maxConcurrency = ReadCount(key, value);
                break;
            case "requests_per_minute":
                _requestsPerMinute = ReadCount(key, value);
                break;
            case "tokens_per_minute":
                _tokensPerMinute = ReadCount(key, value);
                break;
            case "max_tokens":
                _overrides = _overrides with { MaxTokens = ReadCount(key, value) };
                break;
            case "temperature":
                _overrides = _overrides with { Temperature = ReadNumber(key, value, number => number is >= 0 and <= 2, "a number from 0 to 2") };
                break;
            case "top_p":
                _overrides = _overrides with { TopP = ReadNumber(key, value, number => number is > 0 and <= 1, "a number above 0, at most 1") };
                break;
            case "seed":
                _overrides = _overrides with { Seed = ReadSeed(key, value) };
                break;
            case "timeout":
                _timeout = ReadNumber(key, value.EndsWith('s') ? value[..^1] : value, number => number is > 0 and <= 86_400, "seconds, above 0 and at most 86400") is { } seconds
                    ? TimeSpan.FromSeconds(seconds)
                    : null;
                break;
            case "api_key":
                problems.Add($"model '{label}': a key is never written in a spec; put it into an environment variable and name that with api_key_env=VARIABLE");
                break;
            case "name" or "api_key_env" or "system" or "reasoning_effort" or "template":
                RequireText(key, value);
                break;
            default:
                ReadOther(key, value);
                break;
        }
    }

    public ModelSpec Build(string provider, string name, string text) => new()
    {
        Provider = provider,
        Name = name,
        Text = text,
        DisplayName = _values.GetValueOrDefault("name"),
        BaseUrl = _baseUrl,
        ApiKeyEnv = _values.GetValueOrDefault("api_key_env"),
        MaxConcurrency = _maxConcurrency,
        RequestsPerMinute = _requestsPerMinute,
        TokensPerMinute = _tokensPerMinute,
        Overrides = _overrides,
        Timeout = _timeout,
        System = _values.GetValueOrDefault("system"),
        ReasoningEffort = _values.GetValueOrDefault("reasoning_effort"),
        Template = _values.GetValueOrDefault("template"),
        Extra = _extra,
        Options = _options,
    };

    private void ReadOther(string key, string value)
    {
        if (!key.StartsWith("extra.", StringComparison.Ordinal))
        {
            _options[key] = value;
            return;
        }

        var path = key["extra.".Length..];
        if (path.Length == 0 || path.Split('.').Any(string.IsNullOrWhiteSpace))
        {
            problems.Add($"model '{label}': {key} does not name a request field; write for example extra.chat_template_kwargs.enable_thinking=false");
            return;
        }

        _extra[path] = ToJson(value);
    }

    // A value that reads as JSON is sent as that JSON (true, 3, [1], {"a":1}, "text"); anything else as a string.
    private static string ToJson(string value)
    {
        try
        {
            using var document = JsonDocument.Parse(value);
            return document.RootElement.GetRawText();
        }
        catch (JsonException)
        {
            return $"\"{JsonEncodedText.Encode(value)}\"";
        }
    }

    private Uri? ReadUrl(string key, string value)
    {
        if (Uri.TryCreate(value, UriKind.Absolute, out var url) && url.Scheme is "http" or "https")
        {
            if (url.UserInfo.Length == 0)
            {
                return url;
            }

            problems.Add($"model '{label}': {key} must not hold a user name or password; use api_key_env=VARIABLE");
            return null;
        }

        problems.Add($"model '{label}': {key}={value} is not an http:// or https:// address");
        return null;
    }

    private int? ReadCount(string key, string value)
    {
        if (int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0)
        {
            return count;
        }

        problems.Add($"model '{label}': {key}={value} is not a whole number above 0");
        return null;
    }

    private double? ReadNumber(string key, string value, Func<double, bool> isValid, string expected)
    {
        if (double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && isValid(number))
        {
            return number;
        }

        problems.Add($"model '{label}': {key}={value} is not {expected}");
        return null;
    }

    private long? ReadSeed(string key, string value)
    {
        if (long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seed))
        {
            return seed;
        }

        problems.Add($"model '{label}': {key}={value} is not a whole number");
        return null;
    }

    private void RequireText(string key, string value)
    {
        if (string.IsNullOrWhiteSpace(value))
        {
            problems.Add($"model '{label}': {key} is empty");
        }
    }
}
