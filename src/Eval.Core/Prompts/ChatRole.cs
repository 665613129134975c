namespace Eval.Core.Prompts;

public enum ChatRole
{
    System,
    User,
    Assistant,
}
