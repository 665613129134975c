namespace Eval.Reporting.Samples;

/// <summary>Shares out the prompts a page may hold: three in four to samples that are not right, because those are the ones people read.</summary>
internal sealed class PromptQuota(int total)
{
    private int _right = total / 4;
    private int _others = total - (total / 4);

    /// <summary>Prompts given out so far.</summary>
    public int Given { get; private set; }

    public bool Take(char verdict)
    {
        ref var left = ref verdict == SampleVerdict.Right ? ref _right : ref _others;
        if (left == 0)
        {
            return false;
        }

        left--;
        Given++;
        return true;
    }
}
