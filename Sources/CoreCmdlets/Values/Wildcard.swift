import Engine
import Primitives

/// A name or wildcard pattern as cmdlets take it: matches without regard to case; a text without `*`, `?` and `[` names
/// exactly one thing. A pattern that is not valid is taken as it stands.
struct Wildcard {
  let text: String
  private let pattern: WildcardPattern?
  /// The name the pattern stands for when it is literal.
  let literal: String

  init(_ text: String) {
    self.text = text
    pattern = WildcardPattern.containsWildcard(text) ? try? WildcardPattern(text) : nil
    literal = pattern == nil ? WildcardPattern.containsWildcard(text) ? text : WildcardPattern.unescape(text) : ""
  }
  /// It has special characters, but is no pattern.
  var isInvalid: Bool { pattern == nil && WildcardPattern.containsWildcard(text) }
  /// The pattern holds no special character: it names exactly one thing.
  var isLiteral: Bool { pattern == nil }
  /// Whether a text holds unescaped `*`, `?` or `[`.
  static func hasSpecial(_ s: String) -> Bool { WildcardPattern.containsWildcard(s) }
  static func escape(_ s: String) -> String { WildcardPattern.escape(s) }
  static func unescape(_ s: String) -> String { WildcardPattern.unescape(s) }

  func matches(_ s: String) -> Bool { pattern?.matches(s) ?? s.equalsIgnoringCase(literal) }
}

extension Invocation {
  /// Refuses patterns that are not valid, for cmdlets that do not take them as they stand.
  /// - Throws: `WildcardPatternException` for the first of them
  func checkWildcards(_ texts: [String]) throws {
    for text in texts where WildcardPattern.containsWildcard(text) {
      do { _ = try WildcardPattern(text) } catch {
        throw terminating("RuntimeException", .notSpecified, error.message, exception: "System.Management.Automation.WildcardPatternException")
      }
    }
  }
}

/// Several patterns at once; none at all matches everything.
struct WildcardList {
  let patterns: [Wildcard]
  init(_ texts: [String]) { patterns = texts.map(Wildcard.init) }
  func matches(_ s: String) -> Bool { patterns.isEmpty || patterns.contains { $0.matches(s) } }
}
