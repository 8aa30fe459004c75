/// The `about_` texts of Get-Help. Each module that has some adds them when it is installed; they are made on first use.
import Engine

public final class HelpTopics {
  public struct Topic {
    public let name: String
    public let synopsis: String
    public let body: String
    /// - Parameter body: lines as they print, without the heading
    public init(_ name: String, _ synopsis: String, _ body: String) { self.name = name; self.synopsis = synopsis; self.body = body }
  }
  private var sources: [() -> [Topic]] = []
  public private(set) lazy var all: [Topic] = sources.flatMap { $0() }

  /// Those of a session.
  public static func of(_ context: ExecutionContext) -> HelpTopics { context.service("HelpTopics") { HelpTopics() } }
  /// Adds topics of a module.
  public func add(_ topics: @escaping () -> [Topic]) { sources.append(topics) }
}
