/// Regular expressions as values: `[regex]` objects and matches; the matching itself is Primitives'.
import Primitives

/// `System.Text.RegularExpressions.Regex`.
public final class PSRegex: Ref {
  public let regex: NetRegex
  public init(_ regex: NetRegex) { self.regex = regex; super.init() }
  public override var netType: NetType { TypeTable.named("System.Text.RegularExpressions.Regex") }
  public override func text() -> String { regex.pattern }
}

/// `System.Text.RegularExpressions.Match`.
public final class PSMatch: Ref {
  /// nil for `Match.Empty`, the result of a search that found nothing.
  public let match: RegexMatch?
  public init(_ match: RegexMatch?) { self.match = match; super.init() }
  public override var netType: NetType { TypeTable.named("System.Text.RegularExpressions.Match") }
  public override func text() -> String { match?.value ?? "" }
}
