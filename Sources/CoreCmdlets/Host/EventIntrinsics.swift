/// `$ExecutionContext.Events`: events and who waits for them, as methods.
import Engine
import NetTypes

extension EngineIntrinsics {
  static func registerEvents() {
    type("PSLocalEventManager") { t in
      func list(_ code: String, _ c: ExecutionContext) throws -> Value {
        let found = try run(code, [], c)
        let a = PSArray(found.isNull ? [] : found.elementsIfSequence ?? [found])
        a.kind = .list
        return .array(a)
      }
      t.property("System.Collections.Generic.List[\(ns)PSEventSubscriber] Subscribers {get;}") { _, c in try list("Get-EventSubscriber -Force", c) }
      t.property("\(ns)PSEventArgsCollection ReceivedEvents {get;}") { _, c in try list("Get-Event", c) }
      let new = "param($i, $s, $a, $x) $more = @{}; if ($null -ne $a) { $more.EventArguments = $a }; New-Event -SourceIdentifier $i -Sender $s -MessageData $x @more"
      let subscriber = "\(ns)PSEventSubscriber", head = "System.Object source, string eventName, string sourceIdentifier, psobject data, scriptblock action, bool supportEvent, bool forwardEvent"
      methods(t, [
        ("\(ns)PSEventArgs GenerateEvent(string sourceIdentifier, System.Object sender, System.Object[] args, psobject extraData)", new),
        ("System.Collections.Generic.IEnumerable[\(subscriber)] GetEventSubscribers(string sourceIdentifier)", "param($i) Get-EventSubscriber -Force | Where-Object SourceIdentifier -EQ $i"),
        ("\(subscriber) SubscribeEvent(\(head))", subscribe),
        ("\(subscriber) SubscribeEvent(\(head), int maxTriggerCount)", subscribe),
        ("void UnsubscribeEvent(\(subscriber) subscriber)", "param($s) Unregister-Event -SubscriptionId $s.SubscriptionId -Force"),
        ("void Dispose()", "param() Get-EventSubscriber -Force | Unregister-Event -Force"),
      ])
      let inThread = "bool processInCurrentThread, bool waitForCompletionInCurrentThread"
      t.method("\(ns)PSEventArgs GenerateEvent(string sourceIdentifier, System.Object sender, System.Object[] args, psobject extraData, \(inThread))") { _, a, c in
        try asMethod {
          let event = try run(new, a, c)
          // actions wait for the next pipeline unless both are asked for
          if Conversion.toBool(a[4]), Conversion.toBool(a[5]) { try EventManager.of(c).deliver(c) }
          return event
        }
      }
    }
  }
  private static let subscribe = """
    param($source, $name, $id, $data, $action, $support, $forward, $most)
    $more = @{ SupportEvent = $support; Forward = $forward }
    if ($id) { $more.SourceIdentifier = $id }
    if ($null -ne $data) { $more.MessageData = $data }
    if ($null -ne $action) { $more.Action = $action }
    if ($most) { $more.MaxTriggerCount = $most }
    $before = @(Get-EventSubscriber -Force).SubscriptionId
    $null = if ($null -eq $source) { Register-EngineEvent @more } else { Register-ObjectEvent -InputObject $source -EventName $name @more }
    Get-EventSubscriber -Force | Where-Object SubscriptionId -NotIn $before
    """
}
