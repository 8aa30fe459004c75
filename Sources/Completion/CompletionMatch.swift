/// One offer of completion and the whole answer, named as PowerShell names them.

public struct CompletionMatch {
  public enum ResultType: String {
    case text = "Text", history = "History", command = "Command", providerItem = "ProviderItem", providerContainer = "ProviderContainer"
    case property = "Property", method = "Method", parameterName = "ParameterName", parameterValue = "ParameterValue", variable = "Variable"
    case namespace = "Namespace", type = "Type", keyword = "Keyword", dynamicKeyword = "DynamicKeyword"
  }
  /// What replaces the stretch.
  public var completionText: String
  /// What a list shows.
  public var listItemText: String
  public var resultType: ResultType
  public var toolTip: String
  public init(_ completionText: String, list: String? = nil, _ resultType: ResultType, toolTip: String? = nil) {
    self.completionText = completionText
    listItemText = list ?? completionText
    self.resultType = resultType
    self.toolTip = toolTip ?? listItemText
  }
}

/// The answer to one question; offsets count UTF-16 units, -1 when there is nothing to replace.
public struct CommandCompletion {
  public var matches: [CompletionMatch] = []
  public var replacementIndex = -1
  public var replacementLength = -1
  public init(matches: [CompletionMatch] = [], replacementIndex: Int = -1, replacementLength: Int = -1) {
    self.matches = matches; self.replacementIndex = replacementIndex; self.replacementLength = replacementLength
  }
}
