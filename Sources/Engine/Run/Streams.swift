/// The API cmdlets and formatting use to reach the streams, variables, code and members of a session.
import Syntax
import Primitives

extension ExecutionContext {
  // MARK: Streams
  public func writeError(_ record: ErrorRecord) throws {}
  public func writeWarning(_ text: String, from: InvocationInfo? = nil) throws {}
  public func writeVerbose(_ text: String, from: InvocationInfo? = nil) throws {}
  public func writeDebug(_ text: String, from: InvocationInfo? = nil) throws {}
  public func writeInformation(_ data: Value, tags: [String] = [], from: InvocationInfo? = nil) throws {}
  public func writeProgress(_ record: ProgressRecord) {}
  /// Write-Host: information stream plus the host.
  public func writeHost(_ text: String, newline: Bool = true, foreground: String? = nil, background: String? = nil) throws {}
  func withCommon<T>(_ c: CommonParameters, _ body: () throws -> T) rethrows -> T { try body() }
  @inline(__always) public func poll() throws { if flags.pointee.stopRequested { throw FlowSignal.stopped } }
  public func shouldProcess(target: String, action: String, impact: ConfirmImpact, info: InvocationInfo?) throws -> Bool { true }
  public func shouldContinue(query: String, caption: String) throws -> Bool { true }

  // MARK: Variables
  /// Value of a variable seen from the current scope; nil when there is none.
  public func variable(_ name: String) -> Value? { nil }
  /// Sets in the current scope, or `scope`: "global", "script", "local", or a number of levels up.
  public func setVariable(_ name: String, _ v: Value, scope: String? = nil) throws {}

  // MARK: Code
  public func invokeBlock(_ block: ScriptBlock, arguments: [Value] = [], item: Value = .void, input: [Value]? = nil) throws -> Value { .void }
  /// Parses and runs text in the current scope; output goes to the current sink.
  public func runText(_ text: String, file: String? = nil) throws {}

  // MARK: Members
  /// The property as `$v.name` reads it; nil when there is none.
  public func property(_ v: Value, _ name: String) throws -> Value? { nil }
  public func setProperty(_ v: Value, _ name: String, _ value: Value) throws {}
  /// All properties (not methods) in display order: instance, type data, .NET.
  public func properties(_ v: Value) -> [PropertyInfo] { [] }
  /// Properties and methods, as Get-Member lists them (unsorted).
  public func members(_ v: Value) -> [PropertyInfo] { [] }
  /// `PSObject.TypeNames`, most derived first.
  public func typeNames(_ v: Value) -> [String] { [] }
  /// Calls a method by name.
  public func callMethod(_ v: Value, _ name: String, _ arguments: [Value]) throws -> Value { .null }
  public func callStatic(_ type: NetType, _ name: String, _ arguments: [Value]) throws -> Value { .null }
  public func construct(_ type: NetType, _ arguments: [Value]) throws -> Value { .null }
}
