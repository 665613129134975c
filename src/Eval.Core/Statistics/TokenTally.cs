using System.Runtime.InteropServices;
using Eval.Core.Results;
using Eval.Core.Scoring;

namespace Eval.Core.Statistics;

/// <summary>Sums of tokens and money over records. A sum is unknown as soon as one answer does not know its part: errors may be silent, answers not.</summary>
internal sealed class TokenTally
{
    private readonly Dictionary<string, decimal> _costs = new(StringComparer.Ordinal);
    private Sum _asked;
    private Sum _evaluated;
    private Sum _input;
    private Sum _output;
    private int _withoutCost;
    private int _withCost;

    public TokenTotals Totals => new(_asked.Total, _evaluated.Total, _input.Total, _output.Total);

    /// <summary>Total cost; null when an answer's cost is unknown, when there is no answer, or when the records name several currencies.</summary>
    public CostRecord? Cost
    {
        get
        {
            var currencies = _costs.Where(cost => cost.Value != 0).DefaultIfEmpty(_costs.FirstOrDefault()).ToList();
            return _withoutCost == 0 && _withCost > 0 && currencies is [var (currency, amount)] ? new CostRecord(amount, currency) : null;
        }
    }

    public void Add(SampleRecord record) => Count(record, 1);

    public void Remove(SampleRecord record) => Count(record, -1);

    private void Count(SampleRecord record, int sign)
    {
        var isAnswer = record.Status != SampleStatus.Error;
        var usage = record.Usage;

        // Only engines that score or reuse prefixes say what they evaluated; for them the input is what was asked.
        _asked.Count(usage?.Evaluated is null ? null : usage.Input, isAnswer, sign);
        _evaluated.Count(usage?.Evaluated, isAnswer, sign);
        _input.Count(usage?.Input, isAnswer, sign);
        _output.Count(usage?.Output, isAnswer, sign);
        if (record.Cost is { } cost)
        {
            _costs[cost.Currency] = _costs.GetValueOrDefault(cost.Currency) + sign * cost.Amount;
            _withCost += sign;
        }
        else if (isAnswer)
        {
            _withoutCost += sign;
        }
    }

    [StructLayout(LayoutKind.Auto)]
    private struct Sum
    {
        private long _total;
        private int _known;
        private int _unknown;

        public readonly long? Total => _unknown == 0 && _known > 0 ? _total : null;

        public void Count(int? tokens, bool isAnswer, int sign)
        {
            if (tokens is { } number)
            {
                _total += sign * number;
                _known += sign;
            }
            else if (isAnswer)
            {
                _unknown += sign;
            }
        }
    }
}
