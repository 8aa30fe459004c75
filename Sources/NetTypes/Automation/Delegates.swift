/// Delegates made of a script block, and `IScriptExtent`.
import Engine
import Primitives
import Syntax

extension NetTypes {
  static func installDelegates() {
    let many = (1...9).map { "System.Func`\($0)" } + (1...8).map { "System.Action`\($0)" }
    for n in many + ["System.Predicate`1", "System.Comparison`1", "System.Converter`2", "System.EventHandler`1"] { TypeTable.extend(n, defineDelegate) }
  }
  static func registerDelegates() {
    for n in [
      "System.Action", "System.EventHandler", "System.Threading.ThreadStart", "System.MulticastDelegate", "System.Delegate",
      "System.Text.RegularExpressions.MatchEvaluator", "System.AsyncCallback", "System.Threading.WaitCallback", "System.Threading.TimerCallback",
      "System.Threading.ParameterizedThreadStart",
    ] {
      TypeTable.register(n) { NetType(n, .delegate, base: n == "System.MulticastDelegate" ? TypeTable.get("System.Delegate") : TypeTable.object, define: defineDelegate) }
    }
  }
  private static func defineDelegate(_ t: NetType) {
    /// A delegate has parameters of its own: null is what the first of them gets.
    func given(_ a: [Value]) -> [Value] { a.count == 1 && a[0].isNull ? a : a.rest(0).values(0) }
    t.method("System.Object Invoke(Params System.Object[] args)") { v, a, c in
      let arguments = given(a)
      do { return try call(v, arguments, c) } catch let e as TerminatingError {
        c.remember(e.record)
        return try invoking { throw e }
      }
    }
    t.method("System.Object DynamicInvoke(Params System.Object[] args)") { v, a, c in try call(v, given(a), c) }
    t.property("System.Reflection.MethodInfo Method {get;}") { _, _ in .null }
    t.property("System.Object Target {get;}") { v, _ in (v.refValue as? PSDelegate).flatMap { d in d.block.map { .block($0) } ?? d.targets.last?.object } ?? .null }
  }
}

/// `IScriptExtent`.
public final class PSExtent: Ref {
  public let extent: Extent
  public init(_ e: Extent) { extent = e; super.init() }
  public override var netType: NetType { TypeTable.named("System.Management.Automation.Language.InternalScriptExtent") }
  public override func text() -> String { extent.text }
  /// The same part of the same text: PowerShell keeps one tree for blocks made of one text.
  public override func isEqual(_ other: Value, ignoreCase: Bool) -> Bool {
    guard let o = (other.refValue as? PSExtent)?.extent else { return false }
    return o.start == extent.start && o.end == extent.end && (o.source === extent.source || o.source.file == extent.source.file && o.source.units == extent.source.units)
  }
}
