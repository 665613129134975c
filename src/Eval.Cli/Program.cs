Console.Error.WriteLine("eval: no command yet");
return 70;
