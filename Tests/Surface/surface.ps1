# Prints, as JSON lines, how this shell describes the commands named in a file: one object a command.
param([string]$Names)
foreach ($name in [IO.File]::ReadAllLines($Names)) {
  $command = Get-Command $name -CommandType Cmdlet -ErrorAction Ignore
  if (-not $command) { continue }
  $parameters = [ordered]@{}
  foreach ($p in $command.Parameters.Values) {
    $sets = [ordered]@{}
    foreach ($s in $p.ParameterSets.GetEnumerator()) {
      $v = $s.Value
      $sets[$s.Key] = @(
        if ($v.IsMandatory) { 'mandatory' }
        if ($v.Position -ge 0) { "position $($v.Position)" }
        if ($v.ValueFromPipeline) { 'pipeline' }
        if ($v.ValueFromPipelineByPropertyName) { 'property' }
        if ($v.ValueFromRemainingArguments) { 'remaining' }
      ) -join ', '
    }
    $parameters[$p.Name] = [ordered]@{ type = "$($p.ParameterType.ToString())"; aliases = @($p.Aliases); sets = $sets }
  }
  [ordered]@{ name = $command.Name; defaultSet = "$($command.DefaultParameterSet)"; parameters = $parameters } | ConvertTo-Json -Depth 6 -Compress
}
