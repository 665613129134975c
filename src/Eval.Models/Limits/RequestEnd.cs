namespace Eval.Models.Limits;

/// <summary>How a request ended, as far as the endpoint's load is concerned.</summary>
internal enum RequestEnd
{
    Answered,

    /// <summary>Too many requests, or overloaded.</summary>
    Refused,

    /// <summary>Failed or given up: says nothing about the load.</summary>
    Other,
}
