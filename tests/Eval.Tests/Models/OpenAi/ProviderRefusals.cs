using static Eval.Tests.Models.OpenAi.RefusalOutcome;

namespace Eval.Tests.Models.OpenAi;

/// <summary>Refusals as the providers' documentation and their users' reports show them, cut to what matters.</summary>
internal static class ProviderRefusals
{
    private const string Azure = "azure:my-model?base_url=https://r.openai.azure.com";

    private const string Compatible = "openai-compatible:m?base_url=http://h/v1";

    public static IReadOnlyList<Refusal> Rows { get; } =
    [
        // https://platform.openai.com/docs/guides/error-codes
        new("openai:gpt-4o", 401, """{"error":{"message":"Incorrect API key provided: sk-abc.","type":"invalid_request_error","param":null,"code":"invalid_api_key"}}""", Stop, "Incorrect API key", "OPENAI_API_KEY"),
        new("openai:gpt-4o", 403, """{"error":{"message":"Country, region, or territory not supported","code":"unsupported_country_region_territory"}}""", Stop, "not supported", "OPENAI_API_KEY"),
        new("openai:nope", 404, """{"error":{"message":"The model `nope` does not exist or you do not have access to it.","type":"invalid_request_error","param":null,"code":"model_not_found"}}""", Stop, "does not exist", "model's name"),
        new("openai:gpt-4o", 429, """{"error":{"message":"You exceeded your current quota, please check your plan and billing details.","type":"insufficient_quota","param":null,"code":"insufficient_quota"}}""", Stop, "current quota", "quota"),
        new("openai:my-tune", 400, """{"error":{"message":"Unsupported parameter: 'temperature' is not supported with this model.","type":"invalid_request_error","param":"temperature","code":"unsupported_parameter"}}""", Stop, "Unsupported parameter", "reasoning=true"),
        new("openai:gpt-4o", 400, """{"error":{"message":"Unknown parameter: 'top_k'.","type":"invalid_request_error","param":"top_k","code":"unknown_parameter"}}""", Stop, "top_k", "parameters"),
        new("openai:gpt-4o", 429, """{"error":{"message":"Rate limit reached for gpt-4o","type":"requests","param":null,"code":"rate_limit_exceeded"}}""", Retry, "Rate limit reached"),
        new("openai:gpt-4o", 500, """{"error":{"message":"The server had an error","type":"server_error","param":null,"code":null}}""", Retry, "server had an error"),
        new("openai:gpt-4o", 503, "", Retry, "503"),
        new("openai:gpt-4o", 400, """{"error":{"message":"This model's maximum context length is 128000 tokens.","type":"invalid_request_error","param":"messages","code":"context_length_exceeded"}}""", Sample, "maximum context length"),
        new("openai:o3", 400, """{"error":{"message":"Invalid prompt: your prompt was flagged as potentially violating our usage policy.","type":"invalid_request_error","param":null,"code":"invalid_prompt"}}""", Sample, "usage policy"),
        new("openai:gpt-4o", 429, """{"error":{"message":"Request too large for gpt-4o on tokens per min (TPM): Limit 30000, Requested 44444.","type":"tokens","param":null,"code":"rate_limit_exceeded"}}""", Sample, "Requested 44444"),

        // https://learn.microsoft.com/azure/ai-services/openai/concepts/content-filter
        new(Azure, 401, """{"error":{"code":"401","message":"Access denied due to invalid subscription key or wrong API endpoint."}}""", Stop, "invalid subscription key", "AZURE_OPENAI_API_KEY"),
        new(Azure, 404, """{"error":{"code":"DeploymentNotFound","message":"The API deployment for this resource does not exist."}}""", Stop, "deployment", "name"),
        new(Azure, 404, """{"error":{"code":"404","message":"Resource not found"}}""", Stop, "Resource not found", "base_url"),
        new(Azure, 400, """{"error":{"message":"Unsupported value: 'temperature' does not support 0.0 with this model. Only the default (1) value is supported.","type":"invalid_request_error","param":"temperature","code":"unsupported_value"}}""", Stop, "Only the default (1) value", "reasoning=true"),
        new(Azure, 400, """{"error":{"message":"Unsupported parameter: 'stop' is not supported with this model.","type":"invalid_request_error","param":"stop","code":"unsupported_parameter"}}""", Stop, "'stop'", "reasoning=true"),
        new(Azure, 429, """{"error":{"code":"429","message":"Requests have exceeded call rate limit. Please retry after 10 seconds."}}""", Retry, "call rate limit"),
        new(Azure, 429, """{"error":{"code":"RateLimitReached","message":"Your requests to my-model have exceeded token rate limit."}}""", Retry, "token rate limit"),
        new(Azure, 400, """{"error":{"message":"The response was filtered due to the prompt triggering Azure OpenAI's content management policy.","type":null,"param":"prompt","code":"content_filter","status":400,"innererror":{"code":"ResponsibleAIPolicyViolation","content_filter_result":{"violence":{"filtered":true,"severity":"medium"}}}}}""", Sample, "content management policy"),
        new(Azure, 400, """{"error":{"message":"This model's maximum context length is 16385 tokens.","type":"invalid_request_error","param":"messages","code":"context_length_exceeded"}}""", Sample, "16385"),

        // https://www.alibabacloud.com/help/en/model-studio/error-code
        new("dashscope:qwen-max", 401, """{"error":{"message":"Incorrect API key provided.","type":"invalid_request_error","param":null,"code":"invalid_api_key"},"request_id":"1"}""", Stop, "Incorrect API key", "DASHSCOPE_API_KEY"),
        new("dashscope:qwen-nope", 404, """{"error":{"message":"The model `qwen-nope` does not exist or you do not have access to it.","type":"invalid_request_error","param":null,"code":"model_not_found"},"request_id":"1"}""", Stop, "does not exist", "model's name"),
        new("dashscope:qwen-max", 403, """{"error":{"message":"Model access denied.","type":"access_denied","param":null,"code":"access_denied"},"request_id":"1"}""", Stop, "access denied", "DASHSCOPE_API_KEY"),
        new("dashscope:qwen-max", 400, """{"error":{"code":"Arrearage","message":"Access denied, please make sure your account is in good standing.","type":"Arrearage"}}""", Stop, "good standing", "quota"),
        new("dashscope:qwen-max", 403, """{"error":{"message":"The free tier of the model has been exhausted.","type":"AllocationQuota.FreeTierOnly","param":null,"code":"AllocationQuota.FreeTierOnly"},"request_id":"1"}""", Stop, "free tier", "quota"),
        new("dashscope:my-qwen3", 400, """{"error":{"code":"invalid_parameter_error","message":"parameter.enable_thinking must be set to false for non-streaming calls","param":null,"type":"invalid_request_error"},"request_id":"1"}""", Stop, "non-streaming", "stream=true"),
        new("dashscope:my-qwq", 400, """{"error":{"code":"invalid_parameter_error","message":"This model only support stream mode, please enable the stream parameter to access the model.","param":null,"type":"invalid_request_error"},"request_id":"1"}""", Stop, "stream mode", "stream=true"),
        new("dashscope:qwen-max", 429, """{"error":{"code":"limit_requests","param":null,"message":"You exceeded your current requests list.","type":"limit_requests"},"request_id":"1"}""", Retry, "requests list"),
        new("dashscope:qwen-max", 429, """{"error":{"code":"insufficient_quota","param":null,"message":"You exceeded your current quota, please check your plan and billing details. For details, see: https://help.aliyun.com/zh/model-studio/error-code#token-limit","type":"insufficient_quota"},"request_id":"1"}""", Retry, "token-limit"),
        new("dashscope:qwen-max", 429, """{"code":"Throttling.AllocationQuota","message":"Allocated quota exceeded, please increase your quota limit.","request_id":"1"}""", Retry, "Allocated quota"),
        new("dashscope:qwen-max", 500, """{"error":{"message":"An internal error has occured, please try again later.","type":"internal_error","param":null,"code":"internal_error"},"request_id":"1"}""", Retry, "internal error"),
        new("dashscope:qwen-max", 400, """{"error":{"code":"data_inspection_failed","message":"Input data may contain inappropriate content.","type":"data_inspection_failed"}}""", Sample, "inappropriate content"),
        new("dashscope:qwen-max", 400, """{"code":"DataInspectionFailed","message":"Output data may contain inappropriate content.","request_id":"1"}""", Sample, "Output data"),
        new("dashscope:qwen-max", 400, """{"error":{"code":"invalid_parameter_error","message":"Range of input length should be [1, 30720]","param":null,"type":"invalid_request_error"},"request_id":"1"}""", Sample, "30720"),

        // https://ai.google.dev/gemini-api/docs/troubleshooting
        new("gemini:gemini-2.0-flash", 400, """[{"error":{"code":400,"message":"API key not valid. Please pass a valid API key.","status":"INVALID_ARGUMENT","details":[{"@type":"type.googleapis.com/google.rpc.ErrorInfo","reason":"API_KEY_INVALID"}]}}]""", Stop, "API key not valid", "GEMINI_API_KEY"),
        new("gemini:nope", 404, """[{"error":{"code":404,"message":"models/nope is not found for API version v1main, or is not supported for generateContent.","status":"NOT_FOUND"}}]""", Stop, "not found", "model's name"),
        new("gemini:gemini-3-pro", 429, """[{"error":{"code":429,"message":"You exceeded your current quota, please check your plan and billing details.\n* Quota exceeded for metric: generativelanguage.googleapis.com/generate_content_free_tier_requests, limit: 0, model: gemini-3-pro\nPlease retry in 45.578569677s.","status":"RESOURCE_EXHAUSTED"}}]""", Stop, "limit: 0", "quota"),
        new("gemini:gemini-2.5-flash", 429, """[{"error":{"code":429,"message":"You exceeded your current quota","status":"RESOURCE_EXHAUSTED","details":[{"@type":"type.googleapis.com/google.rpc.QuotaFailure","violations":[{"quotaId":"GenerateRequestsPerDayPerProjectPerModel-FreeTier","quotaValue":"250"}]},{"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"33s"}]}}]""", Stop, "current quota", "quota"),
        new("gemini:gemini-2.5-flash", 429, """[{"error":{"code":429,"message":"You exceeded your current quota","status":"RESOURCE_EXHAUSTED","details":[{"@type":"type.googleapis.com/google.rpc.QuotaFailure","violations":[{"quotaId":"GenerateRequestsPerMinutePerProjectPerModel-FreeTier","quotaValue":"10"}]},{"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"33s"}]}}]""", Retry, "current quota"),
        new("gemini:gemini-2.0-flash", 503, """[{"error":{"code":503,"message":"The model is overloaded. Please try again later.","status":"UNAVAILABLE"}}]""", Retry, "overloaded"),
        new("gemini:gemini-2.5-flash", 400, """[{"error":{"code":400,"message":"The input token count exceeds the maximum number of tokens allowed 1048576.","status":"INVALID_ARGUMENT"}}]""", Sample, "1048576"),

        // https://api-docs.deepseek.com/quick_start/error_codes
        new("deepseek:deepseek-chat", 401, """{"error":{"message":"Authentication Fails, Your api key: ****abcd is invalid","type":"authentication_error","param":null,"code":"invalid_request_error"}}""", Stop, "Authentication Fails", "DEEPSEEK_API_KEY"),
        new("deepseek:deepseek-chat", 402, """{"error":{"message":"Insufficient Balance","type":"unknown_error","param":null,"code":"invalid_request_error"}}""", Stop, "Insufficient Balance", "quota"),
        new("deepseek:deepseek-r1", 400, """{"error":{"message":"Model Not Exist","type":"invalid_request_error","param":null,"code":"invalid_request_error"}}""", Stop, "Model Not Exist", "model's name"),
        new("deepseek:deepseek-chat", 429, """{"error":{"message":"Rate limit reached","type":"rate_limit_error","param":null,"code":"rate_limit_error"}}""", Retry, "Rate limit"),
        new("deepseek:deepseek-chat", 503, """{"error":{"message":"Service is too busy. We advise users to temporarily switch to alternative LLM API service providers.","type":"service_unavailable_error","param":null,"code":"service_unavailable_error"}}""", Retry, "too busy"),
        new("deepseek:deepseek-chat", 200, """{"model":"deepseek-chat","choices":[{"index":0,"message":{"role":"assistant","content":"The ans"},"finish_reason":"insufficient_system_resource"}]}""", Retry, "gave up"),
        new("deepseek:deepseek-chat", 400, """{"error":{"message":"Content Exists Risk","type":"invalid_request_error","param":null,"code":"invalid_request_error"}}""", Sample, "Content Exists Risk"),
        new("deepseek:deepseek-chat", 400, """{"error":{"message":"This model's maximum context length is 65536 tokens. However, you requested 70000 tokens","type":"invalid_request_error","param":null,"code":"invalid_request_error"}}""", Sample, "65536"),

        // https://openrouter.ai/docs/api-reference/errors
        new("openrouter:m", 401, """{"error":{"message":"No auth credentials found","code":401}}""", Stop, "No auth credentials", "OPENROUTER_API_KEY"),
        new("openrouter:m", 402, """{"error":{"message":"This request requires more credits, or fewer max_tokens.","code":402}}""", Stop, "more credits", "quota"),
        new("openrouter:m", 200, """{"error":{"code":402,"message":"Insufficient credits"}}""", Stop, "Insufficient credits", "quota"),
        new("openrouter:m", 404, """{"error":{"message":"No endpoints found for m.","code":404}}""", Stop, "No endpoints found", "model's name"),
        new("openrouter:m", 400, """{"error":{"message":"m is not a valid model ID","code":400}}""", Stop, "valid model ID", "model's name"),
        new("openrouter:m", 429, """{"error":{"message":"Provider returned error","code":429,"metadata":{"raw":"m is temporarily rate-limited upstream.","provider_name":"X"}}}""", Retry, "Provider returned error"),
        new("openrouter:m", 200, """{"error":{"code":502,"message":"Provider returned error","metadata":{"provider_name":"X"}}}""", Retry, "Provider returned error"),
        new("openrouter:m", 200, """{"choices":[{"index":0,"error":{"code":429,"message":"rate-limited upstream"},"finish_reason":"error","message":{"content":""}}]}""", Retry, "rate-limited upstream"),
        new("openrouter:m", 403, """{"error":{"code":403,"message":"Your chosen model requires moderation and your input was flagged","metadata":{"reasons":["violence"],"flagged_input":"…","provider_name":"X","model_slug":"m"}}}""", Sample, "flagged"),
        new("openrouter:m", 400, """{"error":{"message":"This endpoint's maximum context length is 8192 tokens. However, you requested about 9000 tokens","code":400}}""", Sample, "8192"),

        // https://github.com/ollama/ollama, openai/openai.go
        new("ollama:nope", 404, """{"error":{"message":"model 'nope' not found","type":"api_error","param":null,"code":null}}""", Stop, "not found", "name"),
        new("ollama:nope", 404, """{"error":"model 'nope' not found"}""", Stop, "not found", "name"),
        new("ollama:m", 500, """{"error":{"message":"llama runner process has terminated","type":"api_error","param":null,"code":null}}""", Retry, "runner process"),
        new("ollama:m", 503, """{"error":"server busy, please try again.  maximum pending requests exceeded"}""", Retry, "server busy"),
        new("ollama:m", 400, """{"error":"prompt too long; exceeded max context length by 100 tokens"}""", Sample, "too long"),

        // https://docs.vllm.ai/en/latest/serving/openai_compatible_server.html
        new("vllm:nope", 404, """{"error":{"message":"The model `nope` does not exist.","type":"NotFoundError","param":null,"code":404}}""", Stop, "does not exist", "name"),
        new("vllm:m", 401, """{"error":"Unauthorized"}""", Stop, "Unauthorized", "api_key_env"),
        new("vllm:m", 500, """{"object":"error","message":"Internal server error","type":"InternalServerError","param":null,"code":500}""", Retry, "Internal server error"),
        new("vllm:m", 400, """{"object":"error","message":"This model's maximum context length is 2048 tokens. However, you requested 3000 tokens","type":"BadRequestError","param":null,"code":400}""", Sample, "2048 tokens"),
        new("vllm:m", 400, """{"error":{"message":"The decoder prompt (length 5000) is longer than the maximum model length of 2048.","type":"BadRequestError","param":null,"code":400}}""", Sample, "length 5000"),

        new(Compatible, 401, """{"detail":"Not authenticated"}""", Stop, "Not authenticated", "api_key_env"),
        new(Compatible, 400, """{"error":{"message":"Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.","type":"invalid_request_error","param":"max_tokens","code":"unsupported_parameter"}}""", Stop, "max_completion_tokens", "openai:MODEL?base_url="),
        new(Compatible, 502, "<html><body>Bad Gateway</body></html>", Retry, "Bad Gateway"),
        new(Compatible, 413, """{"message":"Request body too large"}""", Sample, "too large"),

        // https://docs.anthropic.com/en/api/errors
        new("anthropic:claude-sonnet-4-5", 401, """{"type":"error","error":{"type":"authentication_error","message":"invalid x-api-key"}}""", Stop, "x-api-key", "ANTHROPIC_API_KEY"),
        new("anthropic:claude-sonnet-4-5", 403, """{"type":"error","error":{"type":"permission_error","message":"Your API key does not have permission to use the specified resource."}}""", Stop, "permission", "ANTHROPIC_API_KEY"),
        new("anthropic:claude-nope", 404, """{"type":"error","error":{"type":"not_found_error","message":"model: claude-nope"}}""", Stop, "claude-nope", "name"),
        new("anthropic:claude-sonnet-4-5", 400, """{"type":"error","error":{"type":"invalid_request_error","message":"Your credit balance is too low to access the Anthropic API."}}""", Stop, "credit balance", "quota"),
        new("anthropic:claude-sonnet-4-5", 429, """{"type":"error","error":{"type":"rate_limit_error","message":"This request would exceed your rate limit."}}""", Retry, "rate limit"),
        new("anthropic:claude-sonnet-4-5", 529, """{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}""", Retry, "Overloaded"),
        new("anthropic:claude-sonnet-4-5", 400, """{"type":"error","error":{"type":"invalid_request_error","message":"prompt is too long: 210000 tokens > 200000 maximum"}}""", Sample, "210000"),
        new("anthropic:claude-sonnet-4-5", 413, """{"type":"error","error":{"type":"request_too_large","message":"Request exceeds the maximum size"}}""", Sample, "maximum size"),
    ];
}
