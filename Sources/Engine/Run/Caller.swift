/// Whose code is running: what Write-Error and warnings say they come from.
import Syntax

extension ExecutionContext {
  /// `$MyInvocation` of the running function, block or script, whether or not its code mentions the variable.
  public func callerInvocation() -> InvocationInfo {
    let info = InvocationInfo()
    let d = depth - 1
    if isInCallback {
      info.position = outerPosition
      info.scriptName = info.position?.source.file
      (info.pipelineLength, info.pipelinePosition) = (0, 0)
      return info
    }
    if let inline = inlineInvocations.last, inline.frame == d { return inline.info }
    // code that was dot-sourced tells of that, not of whose scope it runs in
    if let v = cell(Symbol.of("MyInvocation"), in: d).map({ read($0) }), let dotted = v.refValue as? InvocationInfo, dotted.position != nil || dotted.isHosted { return dotted }
    if frames[d].isModuleTop, let own = frames[d].module?.takeUnretainedValue().variables[Symbol.of("MyInvocation").id]?.current.refValue as? InvocationInfo { return own }
    guard d > 0, let call = frames[d].call?.takeUnretainedValue() else {
      // a script started from outside: it has a name, but no place it was called from
      if let file = scriptFile {
        let name = FileText.leaf(file)
        info.command = ExternalScriptInfo(name, path: file)
        info.invocationName = file
      } else {
        info.command = typedCommand
      }
      return info
    }
    if call.isHosted, let block = frames[d].unit.takeUnretainedValue().block {
      info.command = blockCommand(block)
      info.stand(nowhereFromHost: true)
      return info
    }
    info.position = call.extent
    info.scriptName = call.extent.source.file
    info.invocationName = call.name.isEmpty ? "&" : call.name
    if let driver = call.driver { info.take(placeOf: driver) }
    let unit = frames[d].unit.takeUnretainedValue()
    info.command = unit.function ?? functionInScope(call.name) ?? unit.block.map { blockCommand($0) } ?? FunctionInfo("", emptyBlock)
    return info
  }
  /// A block as a command: one with the attributes of a cmdlet counts as a function without a name.
  func blockCommand(_ b: ScriptBlock) -> CommandInfo { plan(b).isAdvanced ? FunctionInfo("", b) : ScriptInfo(b) }
  /// What runs was called back by something that names no command.
  var isInCallback: Bool {
    if streams.callbackDepth > 0 {
      if streams.callbackDepth == depth { return true }
      if depth > 1, frames[depth - 1].call?.takeUnretainedValue().isCallback ?? false { return true }
    }
    // the innermost block on this frame that has an invocation of its own
    let top = frames[depth - 1]
    for inner in innerCode.reversed() where inner.isRunning && frames[inner.owner].fp == top.fp && frames[inner.owner].unit.toOpaque() == top.unit.toOpaque() {
      guard let stage = inner.stage else { return false }
      if stage.isFilter { return true }
    }
    return false
  }
  /// The statement of the script or line that is running: where PowerShell says that callbacks were called.
  var outerPosition: Extent? {
    if let outerStatement { return outerStatement }
    if depth > 1, let call = frames[1].call?.takeUnretainedValue() { if !call.isCallback { return call.statement ?? call.extent } }
    else if let inner = innerCode.first(where: \.isRunning) { return inner.call.statement }
    return nil
  }
  /// The line that runs as a command: what its errors and `$MyInvocation` tell of.
  var typedCommand: ScriptInfo? {
    typedLine.map { ScriptInfo(ScriptBlock($0.ast, source: $0.ast.extent.source, home: nil, bodyText: $0.text)) }
  }
}
